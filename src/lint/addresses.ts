/** A Terraform address without the indexes of `count` and `for_each`; a logical id as it is. */
export function withoutIndexes(address: string): string {
  return address.replaceAll(/\["(?:\\.|[^"\\])*"\]|\[\d+\]/g, '');
}
