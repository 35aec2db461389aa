/** `sts.us-east-1.amazonaws.com`, `s3.dualstack.eu-west-1.api.aws`: names under which AWS serves its APIs. */
const AMAZON = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.){1,20}(?:amazonaws\.com|api\.aws)$/;

/** Whether a name is one of AWS's endpoints. @param name lower case, without a final dot */
export function isAmazonName(name: string): boolean {
  return name.length <= 253 && AMAZON.test(name);
}
