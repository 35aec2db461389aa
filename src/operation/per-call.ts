import type { OperationContext } from './context.ts';

/**
 * Does something once a call, whoever asks first: what `authorizes` decided about is then the very
 * thing that `runs` works on, also when the store changed in between.
 *
 * @param load what is done; its failure is everyone's
 */
export function perCall<In, T>(
  load: (input: In, context: OperationContext) => Promise<T>,
): (input: In, context: OperationContext) => Promise<T> {
  const loaded = new WeakMap<OperationContext, Promise<T>>();
  return (input, context) => {
    let loading = loaded.get(context);
    if (loading === undefined) loaded.set(context, (loading = load(input, context)));
    return loading;
  };
}
