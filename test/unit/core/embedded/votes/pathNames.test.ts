import { expect, test } from 'vitest';
import { commentStyleOf } from '../../../../../src/core/embedded/commentStyle.ts';
import { buildLocalContext } from '../../../../../src/core/embedded/localContext.ts';
import { ProjectIndex } from '../../../../../src/core/embedded/projectIndex.ts';
import { createScene } from '../../../../../src/core/embedded/scene.ts';
import { votePath } from '../../../../../src/core/embedded/votes/pathNames.ts';
import { VoteList } from '../../../../../src/core/embedded/votes/voteList.ts';

/** What the path alone proposes behind a text. */
function proposed(path: string, prefix: string): readonly string[] {
  const project = new ProjectIndex();
  const { vocabulary } = project;
  const local = buildLocalContext({ prefix, suffix: '' }, commentStyleOf(path), vocabulary);
  const votes = new VoteList();
  votePath(createScene(project, path, local), votes);
  return Array.from(votes.tokens.subarray(0, votes.length), token => vocabulary.text(token));
}

const path = 'src/main/java/org/example/shop/org/Order.java';

test.each([
  ['package org.example.', ['shop']],
  ['package org.', ['Order']],
  ['use crate::example::', ['shop']],
  ['package org.example;', []],
  ['package org.example.shop.org.Order.', []],
  ['package com.', []],
  ['.', []],
  ['', []],
])('behind %j the path goes on with %j', (prefix, expected) => {
  expect(proposed(path, prefix)).toEqual(expected);
});
