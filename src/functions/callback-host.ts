/**
 * The name at which functions hand over what somebody waits for, as AWS's custom resources do: in their
 * sandboxes it leads to the house, over TLS on the port that code written for AWS takes for granted.
 */
export function callbackHost(region: string): string {
  return `cloudformation-custom-resource-response-${region.replaceAll('-', '')}.s3.${region}.amazonaws.com`;
}
