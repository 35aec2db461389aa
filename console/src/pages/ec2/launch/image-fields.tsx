import { DescribeImagesCommand, EC2Client, type Image } from '@aws-sdk/client-ec2';
import Autosuggest from '@cloudscape-design/components/autosuggest';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { readAwsError } from '../../../aws/aws-error.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { useAwsQuery } from '../../../session/use-aws.ts';
import type { LaunchSettings } from './launch-settings.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Image and type',
    image: 'Amazon Machine Image (AMI)',
    imageHint: 'One of the list, any ami-… id, or resolve:ssm: and a parameter.',
    type: 'Instance type',
    use: (text: string) => `Use "${text}"`,
    empty: 'No image of that name; its id is taken as typed.',
    loading: 'Loading images',
  },
  ja: {
    title: 'イメージとタイプ',
    image: 'Amazon マシンイメージ (AMI)',
    imageHint: '一覧から選ぶか、任意の ami-… ID、または resolve:ssm: とパラメータ名を入力します。',
    type: 'インスタンスタイプ',
    use: (text: string) => `「${text}」を使う`,
    empty: 'その名前のイメージはありません。入力した ID をそのまま使います。',
    loading: 'イメージを読み込んでいます',
  },
});

const TYPES = [
  't3.nano',
  't3.micro',
  't3.small',
  't3.medium',
  't3.large',
  't4g.micro',
  't4g.small',
  'm5.large',
  'm7g.large',
  'c5.large',
  'r5.large',
].map((value) => ({ value }));

interface ImageFieldsProps {
  readonly settings: Pick<LaunchSettings, 'imageId' | 'instanceType'>;
  readonly onChange: (part: Partial<LaunchSettings>) => void;
  /** What the two miss, where that was to be told. */
  readonly errors: { readonly image?: string | undefined; readonly type?: string | undefined };
}

/** The image and the type to launch. */
export function ImageFields({ settings, onChange, errors }: ImageFieldsProps) {
  const texts = useTexts(TEXTS);
  const images = useAwsQuery<readonly Image[]>({
    key: ['ec2', 'images'],
    ask: async (connection) => {
      const answer = await connection
        .client(EC2Client)
        .send(new DescribeImagesCommand({ Owners: ['self', 'amazon'] }));
      return (answer.Images ?? []).sort((a, b) => (b.CreationDate ?? '').localeCompare(a.CreationDate ?? ''));
    },
  });
  return (
    <Container header={<Header>{texts.title}</Header>}>
      <SpaceBetween size="l">
        <FormField label={texts.image} description={texts.imageHint} errorText={errors.image}>
          <Autosuggest
            value={settings.imageId}
            onChange={({ detail }) => onChange({ imageId: detail.value })}
            options={(images.data ?? []).map(({ ImageId = '', Name, Architecture }) => ({
              value: ImageId,
              label: ImageId,
              description: [Name, Architecture].filter((text) => text !== undefined).join(' · '),
              ...(Name === undefined ? {} : { filteringTags: [Name] }),
            }))}
            enteredTextLabel={texts.use}
            empty={texts.empty}
            statusType={images.isPending ? 'loading' : images.isError ? 'error' : 'finished'}
            loadingText={texts.loading}
            {...(images.isError ? { errorText: readAwsError(images.error).message } : {})}
          />
        </FormField>
        <FormField label={texts.type} errorText={errors.type}>
          <Autosuggest
            value={settings.instanceType}
            onChange={({ detail }) => onChange({ instanceType: detail.value })}
            options={TYPES}
            enteredTextLabel={texts.use}
          />
        </FormField>
      </SpaceBetween>
    </Container>
  );
}
