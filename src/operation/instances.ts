/** An instance's states, as EC2 names them. */
export type InstanceStateName =
  | 'pending'
  | 'running'
  | 'stopping'
  | 'stopped'
  | 'shutting-down'
  | 'terminated';

/** How the metadata service of one instance is to behave. */
export interface MetadataOptions {
  /** `required`: a request without a session token is refused (IMDSv2 only). */
  readonly httpTokens: 'optional' | 'required';
  /** 1–64. */
  readonly httpPutResponseHopLimit: number;
  readonly httpEndpoint: 'enabled' | 'disabled';
  readonly httpProtocolIpv6: 'enabled' | 'disabled';
  /** Whether `tags/instance` is served. */
  readonly instanceMetadataTags: 'enabled' | 'disabled';
}

/** An instance as whoever is not EC2 meets it: its metadata service, a command that runs on it. */
export interface InstanceView {
  /** `i-…` */
  readonly instanceId: string;
  readonly accountId: string;
  readonly region: string;
  readonly imageId: string;
  readonly instanceType: string;
  /** `x86_64` or `arm64`. */
  readonly architecture: string;
  /** As of the clock at the moment of the look-up. */
  readonly state: InstanceStateName;
  readonly privateIp: string;
  /** `ip-172-31-0-4.ec2.internal` */
  readonly privateDnsName: string;
  readonly publicIp?: string | undefined;
  /** Absent also where the VPC names no public addresses (`enableDnsHostnames`). */
  readonly publicDnsName?: string | undefined;
  /** Lower case, colons between the bytes. */
  readonly mac: string;
  readonly vpcId: string;
  /** For example `172.31.0.0/16`. */
  readonly vpcCidr: string;
  readonly subnetId: string;
  readonly subnetCidr: string;
  readonly availabilityZone: string;
  /** For example `use1-az1`. */
  readonly availabilityZoneId: string;
  readonly securityGroups: readonly { readonly groupId: string; readonly groupName: string }[];
  /** The script or data given at launch: base64, at most 16 KB once decoded. */
  readonly userData?: string | undefined;
  readonly keyName?: string | undefined;
  /** The key pair's public half as an OpenSSH line; outlives the key pair. */
  readonly publicKey?: string | undefined;
  /** When it was last started. */
  readonly launchTime: Date;
  readonly amiLaunchIndex: number;
  /** `r-…` */
  readonly reservationId: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly metadataOptions: MetadataOptions;
  /** What it runs on, by its type. */
  readonly hypervisor: 'nitro' | 'xen';
  /** Whether detailed monitoring is on. */
  readonly isMonitored: boolean;
  /** For example `/dev/xvda`. */
  readonly rootDeviceName: string;
  /** The volumes that were there when it was last started. */
  readonly blockDevices: readonly { readonly deviceName: string; readonly volumeId: string }[];
  /** The profile now associated, as it was when associated: the profile may since be gone or another. */
  readonly profile?: AssociatedProfile | undefined;
}

/** A network interface on an instance. */
export interface NetworkInterfaceView {
  /** `eni-…` */
  readonly id: string;
  /** Lower case, colons between the bytes. */
  readonly mac: string;
  /** 0 for the primary one. */
  readonly deviceIndex: number;
  /** The primary address first. */
  readonly privateIps: readonly string[];
  readonly privateDnsName: string;
  /** Public addresses, each with the private one behind it. */
  readonly publicAddresses: readonly { readonly publicIp: string; readonly privateIp: string }[];
  readonly publicDnsName?: string | undefined;
  readonly subnetId: string;
  readonly subnetCidr: string;
  readonly securityGroups: readonly { readonly groupId: string; readonly groupName: string }[];
}

/** An instance profile on an instance. */
export interface AssociatedProfile {
  /** `AIPA…` */
  readonly profileId: string;
  readonly profileArn: string;
  /** `iip-assoc-…`; a replaced association has a new one. */
  readonly associationId: string;
}

/** What happened to an instance: whatever is to be seen in it, or a reboot, which leaves nothing to be seen. */
export type InstanceEvent = 'changed' | 'rebooted';

/** Told of an instance that was launched, started, stopped, rebooted, terminated, tagged or otherwise changed. */
export type InstanceListener = (instanceId: string, event: InstanceEvent) => void;

/** How the house looks instances up; EC2 answers. */
export interface Instances {
  /** `undefined` when there is none, or none any more. Reads the store each time: never stale. */
  byId(instanceId: string): Promise<InstanceView | undefined>;
  /** The network interfaces on an instance, the one with device index 0 among them; none for an unknown instance. */
  interfacesOf(instanceId: string): Promise<readonly NetworkInterfaceView[]>;
  /** Ids of the instances that are switched on (pending or running), in all accounts and regions. */
  running(): Promise<readonly string[]>;
  /**
   * Calls `listener` after every committed change of an instance that this process made; a pending
   * instance becomes running by the clock alone, without a call. @returns ends it
   */
  onChange(listener: InstanceListener): () => void;
  /** EC2 says, after it committed, which instances it changed. */
  announce(instanceIds: readonly string[], event?: InstanceEvent): void;
  /**
   * Adds to what GetConsoleOutput shows, of which the newest 64 KB are kept: what user data or the
   * boot wrote, with its line breaks. Nothing happens when the instance is gone.
   */
  appendConsoleOutput(instanceId: string, text: string): Promise<void>;
  /** Whether this is the first to ask: an instance boots for the first time once, whoever serves it. */
  claimFirstBoot(instanceId: string): Promise<boolean>;
  /** The machine shuts itself down: it stops or is terminated, as its owner chose. Only a running one can. */
  shutDown(instanceId: string): Promise<void>;
}
