/** A function's code as it is edited: the page keeps it, for its tabs come and go. */
export interface CodeEdit {
  readonly text: string;
  /** The hash of the code that it took the place of, once it is deployed: it is what runs, and forgotten with the next. */
  readonly deployedOver?: string | undefined;
}

/** What an editor shows. @param sha of the code that runs */
export function shownCode(edit: CodeEdit | undefined, content: string, sha: string): string {
  return edit !== undefined && (edit.deployedOver ?? sha) === sha ? edit.text : content;
}

/** Whether there is something that is not deployed. */
export function isUndeployed(edit: CodeEdit | undefined): boolean {
  return edit !== undefined && edit.deployedOver === undefined;
}
