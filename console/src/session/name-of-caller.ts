/** What a caller is called where there is little room: `ann`, `S3WriteRole/i-0123`, `root`. */
export function nameOfCaller(arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  const [kind = '', ...rest] = resource.split('/');
  if (kind === 'user') return rest.at(-1) ?? resource;
  return rest.length === 0 ? resource : rest.join('/');
}
