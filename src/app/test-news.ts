import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { usePolicyTests } from '#api/policy-tests.ts';
import { paths } from '#api/paths.ts';
import type { TestsAnswer } from '#model/lab/policy-test.ts';
import { count, listWords, plural } from '#model/plural.ts';
import { useToast } from '#ui/toast.tsx';

/** Of longer lists, the first are named. */
const mostNamed = 2;

function namedWords(names: readonly string[]): string {
  const more = names.length - mostNamed;
  return listWords(more > 0 ? [...names.slice(0, mostNamed), `${more} more`] : names);
}

function newsOf(failing: readonly string[], passing: readonly string[]): string {
  const [names, verb, end] =
    failing.length > 0
      ? [failing, plural(failing.length, 'fails', 'fail'), 'now']
      : [passing, plural(passing.length, 'passes', 'pass'), 'again'];
  return `${count(names.length, 'policy test')} ${verb} ${end}: ${namedWords(names)}.`;
}

/** What has run in a world, by the tests' names. */
interface Seen {
  readonly of: string;
  readonly passed: ReadonlyMap<string, boolean>;
}

function seenIn({ tests, results, revision, scenario }: TestsAnswer): Seen {
  return {
    // Other tests, or another world, are no news.
    of: `${revision} ${scenario}`,
    passed: new Map(
      tests.map(({ test }, place) => [test.name, results[place]?.status === 'passed']),
    ),
  };
}

export interface TestTally {
  readonly passed: number;
  readonly all: number;
}

/**
 * A change on any page may make a policy test fail, or pass again: it is said where the change is made.
 * Gives how many pass; null while they run, and where there are none.
 */
export function useTestNews(): TestTally | null {
  const { data } = usePolicyTests();
  const toast = useToast();
  const navigate = useNavigate();
  const last = useRef<Seen | null>(null);
  useEffect(() => {
    if (!data || data.counting) return;
    const { current: before } = last;
    const now = seenIn(data);
    last.current = now;
    if (before?.of !== now.of) return;
    const turned = (to: boolean): readonly string[] =>
      [...now.passed].flatMap(([name, passes]) =>
        passes === to && before.passed.get(name) === !to ? [name] : [],
      );
    const [failing, passing] = [turned(false), turned(true)];
    if (failing.length + passing.length === 0) return;
    const opened = failing.length === 1 ? { test: failing[0] ?? '' } : {};
    toast({
      text: newsOf(failing, passing),
      tone: failing.length > 0 ? 'bad' : 'ok',
      follows: true,
      subject: 'policy tests',
      action: {
        label: 'Open Policy Tests',
        onPress: () => void navigate(paths.lab.policyTests(opened)),
      },
    });
  }, [data, toast, navigate]);
  if (!data || data.counting || data.tests.length === 0) return null;
  return {
    passed: data.results.filter((one) => one?.status === 'passed').length,
    all: data.tests.length,
  };
}
