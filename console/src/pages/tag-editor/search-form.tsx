import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { REGIONS } from '../../session/regions.ts';
import { useSession } from '../../session/session.tsx';
import type { Search } from './find-resources.ts';
import { NOT_IN_AWS, RESOURCE_TYPES } from './resource-types.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Find resources to tag',
    regions: 'Regions',
    types: 'Resource types',
    allTypes: 'All supported resource types',
    tags: 'Tags',
    optional: 'optional',
    key: 'Tag key',
    value: 'Tag value',
    anyValue: 'Any value',
    add: 'Add a tag',
    remove: 'Remove',
    noTags: 'Any tags, or none.',
    hint: 'Types other than IAM’s roles, users, policies and instance profiles are found once they have had a tag, as AWS’s API lists them.',
    notInAws: 'AWS’s Tag Editor does not show these',
    search: 'Search resources',
  },
  ja: {
    title: 'タグ付けするリソースの検索',
    regions: 'リージョン',
    types: 'リソースタイプ',
    allTypes: 'サポートされているすべてのリソースタイプ',
    tags: 'タグ',
    optional: 'オプション',
    key: 'タグキー',
    value: 'タグ値',
    anyValue: '任意の値',
    add: 'タグを追加',
    remove: '削除',
    noTags: 'タグの有無を問いません。',
    hint: 'IAM のロール、ユーザー、ポリシー、インスタンスプロファイル以外は、AWS の API と同じく、一度でもタグが付けられたリソースが見つかります。',
    notInAws: 'AWS のタグエディタには表示されません',
    search: 'リソースを検索',
  },
});

interface TypedTag {
  readonly key: string;
  readonly value: string;
}

interface SearchFormProps {
  readonly isBusy: boolean;
  readonly onSearch: (search: Search) => void;
}

/** What is looked for: Regions, kinds, tags. */
export function SearchForm({ isBusy, onSearch }: SearchFormProps) {
  const texts = useTexts(TEXTS);
  const { region } = useSession().connection;
  const [regions, setRegions] = useState<readonly string[]>([region]);
  const [types, setTypes] = useState<readonly string[]>([]);
  const [tags, setTags] = useState<readonly TypedTag[]>([]);
  const type = (index: number, change: Partial<TypedTag>) =>
    setTags((current) => current.map((tag, at) => (at === index ? { ...tag, ...change } : tag)));
  const search = () =>
    onSearch({
      regions,
      types,
      tags: tags
        .filter(({ key }) => key !== '')
        .map(({ key, value }) => ({ key, values: value === '' ? [] : [value] })),
    });
  return (
    <Container header={<Header variant="h2">{texts.title}</Header>}>
      <SpaceBetween size="m">
        <ColumnLayout columns={2}>
          <FormField label={texts.regions}>
            <Multiselect
              options={REGIONS.map((value) => ({ value, label: value }))}
              selectedOptions={regions.map((value) => ({ value, label: value }))}
              filteringType="auto"
              onChange={({ detail }) => setRegions(detail.selectedOptions.map(({ value = '' }) => value))}
            />
          </FormField>
          <FormField label={texts.types} description={texts.hint}>
            <Multiselect
              options={RESOURCE_TYPES.map((value) => ({
                value,
                label: value,
                ...(NOT_IN_AWS.has(value) ? { description: texts.notInAws } : {}),
              }))}
              selectedOptions={types.map((value) => ({ value, label: value }))}
              placeholder={texts.allTypes}
              filteringType="auto"
              onChange={({ detail }) => setTypes(detail.selectedOptions.map(({ value = '' }) => value))}
            />
          </FormField>
        </ColumnLayout>
        <FormField
          label={
            <span>
              {texts.tags} <i>- {texts.optional}</i>
            </span>
          }
          stretch
        >
          <AttributeEditor<TypedTag>
            items={tags}
            addButtonText={texts.add}
            removeButtonText={texts.remove}
            empty={<Box color="text-body-secondary">{texts.noTags}</Box>}
            onAddButtonClick={() => setTags([...tags, { key: '', value: '' }])}
            onRemoveButtonClick={({ detail }) => setTags(tags.filter((_, at) => at !== detail.itemIndex))}
            definition={[
              {
                label: texts.key,
                control: ({ key }, index) => (
                  <Input
                    value={key}
                    ariaLabel={`${texts.key} ${index + 1}`}
                    onChange={({ detail }) => type(index, { key: detail.value })}
                  />
                ),
              },
              {
                label: texts.value,
                control: ({ value }, index) => (
                  <Input
                    value={value}
                    placeholder={texts.anyValue}
                    ariaLabel={`${texts.value} ${index + 1}`}
                    onChange={({ detail }) => type(index, { value: detail.value })}
                  />
                ),
              },
            ]}
          />
        </FormField>
        <Button
          variant="primary"
          iconName="search"
          loading={isBusy}
          disabled={regions.length === 0}
          onClick={search}
        >
          {texts.search}
        </Button>
      </SpaceBetween>
    </Container>
  );
}
