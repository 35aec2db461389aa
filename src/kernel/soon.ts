/** An answer that is there at once when it was asked for before. To await what is there costs a turn of the queue. */
export type Soon<T> = T | Promise<T>;

/** Goes on with an answer: at once when it is there. What `goOn` throws is then thrown here, and not in a promise. */
export function whenThere<T, U>(answer: Soon<T>, goOn: (answer: T) => Soon<U>): Soon<U> {
  return answer instanceof Promise ? answer.then(goOn) : goOn(answer);
}
