/** ECR's repositories; they hold no images. */
export interface RepositoryTables {
  repositories: RepositoryRow;
}

export interface RepositoryRow {
  account_id: string;
  region: string;
  name: string;
  /** Ms since 1970 in emulated time. */
  created_at: number;
  /** Its policy, with principals by their unique ids. */
  policy: string | null;
  lifecycle_policy: string | null;
  /** Its settings. */
  data: string;
}
