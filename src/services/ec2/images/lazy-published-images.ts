import type {
  PublishedImage,
  PublishedImages,
  PublishedRegion,
} from '../../../operation/published-images.ts';
import { REGIONS, zonesOf } from '../regions/regions.ts';

/** EC2's published images for other services; the list is loaded when it is first asked for. */
export class LazyPublishedImages implements PublishedImages {
  async in(region: string): Promise<readonly PublishedImage[]> {
    const { publishedImages } = await import('./published-images.ts');
    return publishedImages(region);
  }

  regions(): Promise<readonly PublishedRegion[]> {
    const names = [...REGIONS.keys()];
    return Promise.resolve(names.map((name) => ({ name, zoneIds: zonesOf(name).map(({ id }) => id) })));
  }
}
