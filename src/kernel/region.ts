/**
 * How AWS calls regions: a partition's or a continent's letters, perhaps more of them, a direction, a number.
 * The list of regions grows; how they are called has not changed but for such prefixes.
 *
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
const REGION =
  /^(?:us|eu|ap|sa|ca|me|af|il|mx|cn|us-gov|us-iso[a-z]?|eu-isoe|eusc-[a-z]{2})-(?:(?:north|south)(?:east|west)?|east|west|central)-\d{1,2}$/;

/** Whether a name is one as AWS's regions have. */
export function isRegionName(name: string): boolean {
  return REGION.test(name);
}
