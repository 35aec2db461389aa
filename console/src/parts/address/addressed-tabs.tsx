import Tabs, { type TabsProps } from '@cloudscape-design/components/tabs';
import { useNavigate, useSearchParams } from 'react-router';
import { isOfTable } from './use-table-view.ts';

interface AddressedTabsProps {
  readonly tabs: readonly TabsProps.Tab[];
  /** The one that is open where the address names none: the first, unless told otherwise. */
  readonly first?: string | undefined;
}

/** A page's tabs; which one is open is in the address, and Back leaves the page. */
export function AddressedTabs({ tabs, first = tabs[0]?.id ?? '' }: AddressedTabsProps) {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const named = search.get('tab');
  const open = tabs.some(({ id }) => id === named) ? (named ?? first) : first;
  const turnTo = (id: string) => {
    // What the tables of the other tab showed goes with it; what tells one page from another stays.
    const kept = [...search].filter(([name]) => name !== 'tab' && !isOfTable(name));
    const params = new URLSearchParams([...kept, ...(id === first ? [] : [['tab', id]])]);
    void navigate({ search: params.toString() }, { replace: true });
  };
  return <Tabs tabs={tabs} activeTabId={open} onChange={({ detail }) => turnTo(detail.activeTabId)} />;
}
