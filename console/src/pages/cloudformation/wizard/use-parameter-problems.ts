import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../../language/language.tsx';
import { PARAMETER_PROBLEM_TEXTS, problemOfParameter } from './parameter-problem.ts';
import { readConstraints } from './read-constraints.ts';
import type { StackDraft } from './stack-draft.ts';

/** What is wrong with the parameters' values, in words, by their names. */
export function useParameterProblems({
  template,
  summary,
  parameters,
}: StackDraft): ReadonlyMap<string, string> {
  const texts = useTexts(PARAMETER_PROBLEM_TEXTS);
  const { data: constraints } = useQuery({
    queryKey: ['cloudformation', 'constraints', template],
    queryFn: () => readConstraints(template),
    staleTime: Infinity,
    enabled: summary !== undefined,
    structuralSharing: false,
  });
  return new Map(
    (summary?.Parameters ?? []).flatMap((declaration): [string, string][] => {
      const { ParameterKey: name = '' } = declaration;
      const value = parameters[name] ?? { value: '', isKept: false };
      const problem = problemOfParameter(declaration, constraints?.get(name) ?? {}, value);
      return problem === undefined ? [] : [[name, texts[problem.kind](problem.wanted)]];
    }),
  );
}
