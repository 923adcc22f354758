import { Answers } from './answers.ts';
import { type CompletionPorts, complete } from './complete.ts';
import type { Completion } from './completion.ts';
import { nullObserver } from './observer.ts';
import type { Question } from './question.ts';

/** Varied enough to differ, sober enough to be code. */
const temperature = 0.8;
/** How long who asks waits for further texts after the first one. */
const patienceMs = 500;

/**
 * Further texts to choose from, for someone who asked: other answers of the same model, and the instant engine's.
 * Each request has nothing to do with those of typing; what is not there in time is given up and its connection closed.
 */
export async function alternatives(
  question: Question,
  count: number,
  ports: Omit<CompletionPorts, 'answers'>,
  first: Promise<unknown>,
  signal: AbortSignal,
): Promise<readonly Completion[]> {
  const answers = Array.from({ length: count }, () => new Answers(ports.clock));
  const controller = new AbortController();
  const limits = AbortSignal.any([signal, controller.signal]);
  const asked = answers.map(own =>
    complete(
      { ...question, temperature },
      { ...ports, answers: own, observer: nullObserver },
      limits,
    ),
  );
  const { instantModel } = question;
  if (instantModel) {
    const instant = new Answers(ports.clock);
    asked.push(
      complete(
        { ...question, model: instantModel },
        { ...ports, answers: instant, observer: nullObserver },
        limits,
      ),
    );
  }
  void first.then(() => ports.clock.delay(patienceMs, limits)).then(() => controller.abort());
  const outcomes = await Promise.all(asked);
  controller.abort();
  for (const own of answers) own.abortAll();
  return outcomes.flatMap(outcome => (outcome.kind === 'completion' ? [outcome.completion] : []));
}
