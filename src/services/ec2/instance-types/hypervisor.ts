/** The families that run on Xen; AWS has brought out only Nitro ones since. */
const XEN = /^(?:t[12]|m[1-4]|c[134]|r[34]|i[23]|d2|h1|hs1|g[23]s?|p[23](?!dn)|x1e?|f1|cc\d|cg1|cr1)\./;

/**
 * What an instance type runs on.
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-nitro-instances.html
 */
export function hypervisorOf(instanceType: string): 'nitro' | 'xen' {
  return XEN.test(instanceType) ? 'xen' : 'nitro';
}
