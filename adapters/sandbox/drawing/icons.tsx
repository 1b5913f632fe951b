/** Line drawings, 24 by 24. Beside words or a label, never alone, so they are hidden from screen readers. */
const paths = {
  alert: "M12 8v5m0 3.2v.1M10.3 4.2 2.8 17.4A2 2 0 0 0 4.5 20.4h15a2 2 0 0 0 1.7-3L13.7 4.2a2 2 0 0 0-3.4 0Z",
  check: "M20 6.5 9.5 17 4 11.5",
  down: "m7 10 5 5 5-5",
  flag: "M5 21V4m0 1h11l-1.8 3.8L16 12.5H5",
  reply:
    "M4 5.5A1.5 1.5 0 0 1 5.5 4h13A1.5 1.5 0 0 1 20 5.5v9a1.5 1.5 0 0 1-1.5 1.5H10l-4.5 4v-4A1.5 1.5 0 0 1 4 14.5Z",
  close: "M6 6l12 12M18 6 6 18",
  menu: "M4 7h16M4 12h16M4 17h16",
  home: "M4 11.5 12 5l8 6.5V19a1 1 0 0 1-1 1h-4.5v-5h-5v5H5a1 1 0 0 1-1-1Z",
  hash: "M9.5 4 7.5 20M16.5 4l-2 16M4.5 9h16M3.5 15h16",
  shared:
    "M9 15l6-6M10.5 6.5l1.8-1.8a4 4 0 0 1 5.7 5.7l-1.8 1.8M13.500 17.500l-1.800 1.800a4 4 0 0 1-5.700-5.700l1.800-1.800",
  clock: "M12 7.500V12l3 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
  skip: "m5 6 7 6-7 6ZM12 6l7 6-7 6Z",
  inspect: "M8 4 3.500 12 8 20M16 4l4.500 8L16 20",
  guide: "M12 6.500C10 5 7 4.500 4 5v13c3-.5 6 0 8 1.500 2-1.500 5-2 8-1.500V5c-3-.5-6 0-8 1.500Zm0 0V19.500",
  again: "M4 12a8 8 0 1 0 2.600-5.900M4 4v4.500h4.500",
  send: "M4.500 12 20 4.500 15.500 20l-3.600-6.400Zm7.400 1.600L20 4.500",
  window:
    "M14 4h6v6M20 4l-8 8M10 5H5.500A1.500 1.500 0 0 0 4 6.500v12A1.500 1.500 0 0 0 5.500 20h12a1.500 1.500 0 0 0 1.500-1.500V14",
  eye: "M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12ZM12 14.800a2.800 2.800 0 1 0 0-5.600 2.800 2.800 0 0 0 0 5.600Z",
} as const;

export type IconName = keyof typeof paths;

export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" focusable="false">
    <path
      d={paths[name]}
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
);

/** Two hands' worth of a circle, closing: what was broken is made whole. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
    <rect class="mark-ground" width="32" height="32" rx="8" />
    <path class="mark-ring" d="M23.5 12.2A8.5 8.5 0 1 0 24.5 16" />
    <path class="mark-check" d="m12 16.2 3 3 7.5-8" />
  </svg>
);
