import { useEffect, useState } from 'react';
import { z } from '#model/zod.ts';
import type { Product } from './pages/page.ts';

/** The page of each product that was open last; kept for the session of the tab. */
const placesSchema = z.object({
  ems: z.string().optional(),
  fortigate: z.string().optional(),
  lab: z.string().optional(),
});
type Places = z.infer<typeof placesSchema>;

const storageKey = 'posture-lab-last-places';

function stored(): Places {
  try {
    const read = placesSchema.safeParse(JSON.parse(sessionStorage.getItem(storageKey) ?? '{}'));
    return read.success ? read.data : {};
  } catch {
    // Without storage, or with what is no JSON in it, the products open at their first pages.
    return {};
  }
}

/** EMS's addresses name what is open over the page in their third part: the page is what is remembered. */
function pageOf(product: Product, pathname: string): string {
  return product === 'ems' ? pathname.split('/').slice(0, 3).join('/') : pathname;
}

/** Remembers the page that is shown, where it is one of the product. */
export function useLastPlaces(product: Product, pathname: string): Places {
  const [places, setPlaces] = useState(stored);
  const page = pathname.startsWith(`/${product}/`) ? pageOf(product, pathname) : null;
  if (page !== null && places[product] !== page) setPlaces({ ...places, [product]: page });
  useEffect(() => {
    try {
      sessionStorage.setItem(storageKey, JSON.stringify(places));
    } catch {
      // Remembered as long as the page lives.
    }
  }, [places]);
  return places;
}
