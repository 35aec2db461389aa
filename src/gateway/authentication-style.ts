/** Which family of words a service answers with when it cannot make out who calls. */
export type AuthenticationStyle = 'query' | 'ec2' | 's3' | 'json';
