/** Our own 16-pixel line icons. They are decoration: a name always stands beside them or on their button. */
const shapes = {
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.5 10.500l3 3',
  close: 'M4 4l8 8M12 4l-8 8',
  down: 'M4 6l4 4 4-4',
  right: 'M6 4l4 4-4 4',
  left: 'M10 4L6 8l4 4',
  up: 'M4 10l4-4 4 4',
  plus: 'M8 3v10M3 8h10',
  edit: 'M3 13l.7-3L10.500 3.200a1.200 1.200 0 0 1 1.700 0l.6.6a1.200 1.200 0 0 1 0 1.700L6 12.300z',
  copy: 'M6 6h7v7H6zM3 10V3h7',
  clone: 'M5.500 5.500h7.500v7.500H5.500zM3 10.500V3h7.500M9.250 7.500v3.500M7.500 9.250h3.500',
  trash: 'M3 4.500h10M6.500 4.500V3h3v1.500M4.500 4.500l.6 8.500h5.800l.6-8.500',
  more: 'M8 3.200v.1M8 8v.1M8 12.800v.1',
  grip: 'M6 3.500v.1M10 3.500v.1M6 8v.1M10 8v.1M6 12.500v.1M10 12.500v.1',
  check: 'M3 8.500l3.500 3.500L13 4.500',
  warning: 'M8 2L14.500 13.500h-13zM8 6.500v3M8 11.400v.2',
  info: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 7.200v4M8 4.900v.2',
  menu: 'M2.500 4h11M2.500 8h11M2.500 12h11',
  theme: 'M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12',
  undo: 'M5.500 3L2.500 6l3 3M2.500 6H10a3.500 3.500 0 0 1 0 7H6',
  redo: 'M10.500 3l3 3-3 3M13.500 6H6a3.500 3.500 0 0 0 0 7h4',
  reset: 'M13 8a5 5 0 1 1-1.500-3.500M13 2.500v3h-3',
  play: 'M5 3.500v9l7-4.500z',
  pause: 'M5.500 3.500v9M10.500 3.500v9',
  user: 'M8 2.500a2.700 2.700 0 1 0 0 5.400 2.700 2.700 0 0 0 0-5.400zM3 13.500a5 5 0 0 1 10 0',
  group:
    'M6 3a2.300 2.300 0 1 0 0 4.600A2.300 2.300 0 0 0 6 3zM1.500 13a4.500 4.500 0 0 1 9 0M10.500 3.300a2.200 2.200 0 0 1 0 4.200M12 9.300a4.300 4.300 0 0 1 2.500 3.700',
  terminal: 'M2 3h12v10H2zM4.500 6l2 2-2 2M8.500 10h3',
  order: 'M5 13V3M2.500 5.500L5 3l2.500 2.500M11 3v10M8.500 10.500L11 13l2.500-2.500',
  power: 'M8 2v6M4.800 4.200a5 5 0 1 0 6.400 0',
  shield:
    'M8 1.500L13.500 4v4c0 3.300-2.300 5.600-5.500 6.500C4.800 13.600 2.500 11.300 2.500 8V4z',
  bookmark: 'M4 2h8v12l-4-3-4 3z',
  triangle: 'M8 2l6.500 11.500h-13zM8 6.500v3M8 11.300v.2',
  nodes:
    'M8 8L3.800 4M8 8l4.200-4M8 8v4.500M8 6.800a1.200 1.200 0 1 0 0 2.400 1.200 1.200 0 0 0 0-2.400zM3 2.200a1.200 1.200 0 1 0 0 2.400 1.200 1.200 0 0 0 0-2.400zM13 2.200a1.200 1.200 0 1 0 0 2.400 1.200 1.200 0 0 0 0-2.400zM8 12a1.200 1.200 0 1 0 0 2.400A1.200 1.200 0 0 0 8 12z',
} as const;

export type IconName = keyof typeof shapes;

export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      focusable="false"
    >
      <path d={shapes[name]} />
    </svg>
  );
}
