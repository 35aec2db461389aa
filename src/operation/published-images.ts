/** What EC2 can say of images that everyone finds, to those who keep a directory of them. */
export interface PublishedImages {
  /** The images of a region, each with its name, in no particular order. */
  in(region: string): Promise<readonly PublishedImage[]>;
  /** The regions that there are, with their availability zones. */
  regions(): Promise<readonly PublishedRegion[]>;
}

export interface PublishedImage {
  readonly imageId: string;
  readonly name: string;
  /** In ISO 8601. */
  readonly creationDate: string;
}

export interface PublishedRegion {
  readonly name: string;
  /** Such as `use1-az1`. */
  readonly zoneIds: readonly string[];
}
