import { CopyText } from '../../../parts/copy-text.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { paths } from '../../../parts/paths.ts';

/** The pages of a resource, by its type. */
const PAGES: Readonly<Record<string, (physicalId: string) => string>> = {
  'AWS::IAM::Role': paths.role,
  'AWS::IAM::User': paths.user,
  'AWS::IAM::Group': paths.group,
  'AWS::IAM::ManagedPolicy': paths.policy,
  'AWS::IAM::InstanceProfile': paths.instanceProfile,
  'AWS::IAM::OIDCProvider': paths.identityProvider,
  'AWS::IAM::SAMLProvider': paths.identityProvider,
  'AWS::EC2::Instance': paths.instance,
  'AWS::S3::Bucket': (name) => paths.bucket(name),
  'AWS::Lambda::Function': paths.function,
  'AWS::CloudFormation::Stack': paths.stack,
};

interface ResourceLinkProps {
  readonly type: string | undefined;
  readonly physicalId: string | undefined;
}

/** What a resource is called outside of its stack, leading to its page where there is one. */
export function ResourceLink({ type = '', physicalId }: ResourceLinkProps) {
  if (physicalId === undefined || physicalId === '') return '-';
  const pageOf = PAGES[type];
  if (pageOf === undefined) return <CopyText text={physicalId} />;
  return (
    <span className="utsuwa-breakable">
      <PageLink to={pageOf(physicalId)}>{physicalId}</PageLink>
    </span>
  );
}
