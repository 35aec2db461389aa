/** The key by which a listing goes from the oldest on. @param createdAt ms since 1970 */
export function byAge(createdAt: number, id: string): string {
  return `${String(createdAt).padStart(16, '0')}:${id}`;
}
