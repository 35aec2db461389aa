import { useTexts } from '../../language/language.tsx';
import { AddressedTabs } from '../../parts/address/addressed-tabs.tsx';
import { Page } from '../../parts/page.tsx';
import { CompareTab } from './compare-tab.tsx';
import { PrincipalTab } from './principal-tab.tsx';
import { SIMULATOR_TEXTS } from './simulator-texts.ts';

/** What somebody may do, and what one policy allows that another does not, before anybody tries. */
export default function SimulatorPage() {
  const texts = useTexts(SIMULATOR_TEXTS);
  return (
    <Page title={texts.title} description={texts.description}>
      <AddressedTabs
        tabs={[
          { id: 'principal', label: texts.principalTab, content: <PrincipalTab /> },
          { id: 'compare', label: texts.compareTab, content: <CompareTab /> },
        ].map((tab) => ({ ...tab, contentRenderStrategy: 'lazy' }))}
      />
    </Page>
  );
}
