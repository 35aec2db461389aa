import type { Soon } from '../kernel/soon.ts';

/** A VPC endpoint as a request comes through it. */
export interface VpcEndpointView {
  /** `vpce-…` */
  readonly id: string;
  readonly vpcId: string;
  /** The policy's document. */
  readonly policy: string;
}

/** How VPC endpoints are looked up; EC2 answers. */
export interface VpcEndpoints {
  /** As of an epoch: it may come from a cache, but never from before the epoch. */
  byId(id: string, epoch: number): Soon<VpcEndpointView | undefined>;
  /** The endpoint by which an address of a VPC reaches S3, as its subnet's route table says; `undefined` for none. */
  forS3(vpcId: string, privateIp: string): Promise<string | undefined>;
}
