import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outlineOf } from '../../../../../src/core/context/related/outline.ts';
import {
  packOutline,
  unpackOutline,
} from '../../../../../src/core/context/related/packedOutline.ts';

/** Each declaration as `owner.name`, types with a star, and its first line. */
function outline(path: string, text: string): string[] {
  return outlineOf(text.split('\n'), path).map(
    ({ name, owner, isType, line }) =>
      `${line + 1} ${owner === '' ? '' : `${owner}.`}${name}${isType ? '*' : ''}`,
  );
}

test.each([
  [
    'store.ts',
    `import { Order } from './order';
/** export class NotThis {} */
export const limit = 10;
export class Store<T> extends Base {
  #items: T[] = [];
  constructor(private readonly clock: Clock) {
    const local = 1;
    if (local) { inner(); }
  }
  async add(
    item: T,
  ): Promise<void> {
    this.items.push(item);
  }
}
export interface Shape { }
export interface Circle extends Shape {
  radius: number;
  area(): number;
}
export function open(path: string): Store<string> {
  return new Store();
}
module.exports = {
  close,
};`,
    [
      '3 limit',
      '4 Store*',
      '5 Store.items',
      '10 Store.add',
      '16 Shape*',
      '17 Circle*',
      '18 Circle.radius',
      '19 Circle.area',
      '21 open',
      '25 close',
    ],
  ],
  [
    'Basket.cs',
    `/*
  This program is free software

  software; you may copy (it)
*/
namespace Shop.Core
{
  using System;
using System.Diagnostics;
  using Money = System.Decimal;

  [Serializable, Obsolete("use Cart")]
  public sealed class Basket : IBasket
  {
    [NonSerialized] private int skipped;
    private object m_lock = new object();
    public event EventHandler<Item> Added;
    public override object Owner
    {
      get { return m_owner; }
    }
    public int Count => items.Count;
    public Basket(string owner)
    {
      this.m_owner = owner;
    }
    internal static Item Find(
      string name)
    {
      var found = items[name];
    }
  }
  public enum Size
  {
    Small,
    Large,
  }
}`,
    [
      '10 Money*',
      '13 Basket*',
      '16 Basket.m_lock',
      '17 Basket.Added',
      '18 Basket.Owner',
      '22 Basket.Count',
      '23 Basket.Basket',
      '25 Basket.m_owner',
      '27 Basket.Find',
      '33 Size*',
      '35 Size.Small',
      '36 Size.Large',
    ],
  ],
  [
    'deploy.sh',
    `#!/bin/bash
# build() is no function
source ./common.sh
readonly target=production
export -n LOG_LEVEL=3
retries=5
function build {
  local step=1
}
upload() {
  if [[ $retries = 5 ]]; then
    inner=2
  fi
}
upload "$target"`,
    ['4 target', '5 LOG_LEVEL', '6 retries', '7 build', '10 upload'],
  ],
  [
    'cart.py',
    `LIMIT = 10
class Cart(Base):
    """A cart.
    def not_this(self): ...
    """
    size: int = 0

    def __init__(self):
        self.items = []
        other = 1

    @property
    def total(self) -> Money:
        return 1`,
    ['1 LIMIT', '2 Cart*', '6 Cart.size', '8 Cart.__init__', '9 Cart.items', '13 Cart.total'],
  ],
  [
    'pool.go',
    `package pool

const (
	First = 1
)

type Pool struct {
	mu   sync.Mutex
	size int
}

func (p *Pool) Take(n int) *Item {
	x := 1
}

func New() *Pool {`,
    ['4 First', '7 Pool*', '8 Pool.mu', '9 Pool.size', '12 Pool.Take', '16 New'],
  ],
  [
    'args.rs',
    `pub struct Args {
    pub path: PathBuf,
}
impl fmt::Display for Args {
    fn fmt(&self) -> Result {
        let x = 1;
    }
}
pub enum Kind {
    One,
    Two(u8),
}`,
    ['1 Args*', '2 Args.path', '5 Args.fmt', '9 Kind*', '10 Kind.One', '11 Kind.Two'],
  ],
  [
    'Element.java',
    `public class Element extends Node {
    private static final String baseUri = make("x");
    @Override public Element first(Evaluator by) {
        return Collector.findFirst(by, this);
    }
    public enum Mode { }
    <T extends Node> List<T> all() {`,
    ['1 Element*', '2 Element.baseUri', '3 Element.first', '6 Mode*', '7 Element.all'].map(line =>
      line.startsWith('6') ? '6 Element.Mode*' : line,
    ),
  ],
  [
    'env.h',
    `#define LIMIT 10
namespace db {
enum Type {
  kZero = 0,
  kOne
};
class Env {
 public:
  virtual ~Env();
  Status Open(const std::string& name,
              File** file);
 private:
  int size_;
};
Status Env::Close() {
  int local = 1;
}
}`,
    [
      '1 LIMIT',
      '3 Type*',
      '4 Type.kZero',
      '5 Type.kOne',
      '7 Env*',
      '9 Env.Env',
      '10 Env.Open',
      '13 Env.size_',
      '15 Env.Close',
    ],
  ],
  [
    'cop.rb',
    `module Lint
  class Cop < Base
    MSG = 'x'
    attr_reader :config, :options
    def_node_matcher :call?, '(send)'
    def on_send(node)
      value = 1
    end
    private def helper
    end`,
    [
      '1 Lint*',
      '2 Lint.Cop*',
      '3 Cop.MSG',
      '4 Cop.config',
      '4 Cop.options',
      '5 Cop.call',
      '6 Cop.on_send',
      '9 Cop.helper',
    ],
  ],
  [
    'Loader.php',
    `<?php
final class Loader implements LoaderInterface
{
    private const LIMIT = 1;
    protected ?string $path;
    public function load(string $name): Source
    {`,
    ['2 Loader*', '4 Loader.LIMIT', '5 Loader.path', '6 Loader.load'],
  ],
] as const)('what %s declares', (path, text, expected) =>
  expect(outline(path, text)).toEqual(expected),
);

test('a head tells the types that it leads to', () => {
  const types = (line: string) => outlineOf([line], 'a.ts')[0]?.types;
  expect(types('export function open(path: Path): Promise<Store> {')).toEqual(['Promise', 'Store']);
  expect(types('export class Store extends Base implements Shelf {')).toEqual(['Base', 'Shelf']);
});

test('any text has an outline within its lines, which packs and unpacks', () =>
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('class A {', '  b() {', 'def c(', '}'))),
      fc.constantFrom('a.ts', 'a.py', 'a.go', 'a.rs', 'a.cc', 'a.rb', 'a.php'),
      (lines, path) => {
        const declarations = outlineOf(lines, path);
        for (const { line, headEnd } of declarations) {
          expect(line).toBeLessThan(headEnd);
          expect(headEnd).toBeLessThanOrEqual(lines.length);
        }
        expect(unpackOutline(packOutline(declarations))).toEqual(declarations);
      },
    ),
  ));
