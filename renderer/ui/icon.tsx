import styles from './icon.module.css'
import { cx } from './cx'

/** Own drawings on a field of 16, one stroke of 1.5, round ends. */
const drawings = {
  tracer: 'M1.5 9h3l2.2-6 3.1 10L11.6 8h2.9',
  people:
    'M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM1.5 13.5c.3-2.7 2-4.1 4.5-4.1s4.2 1.4 4.5 4.1M10.6 2.8a2.5 2.5 0 0 1 0 4.4M12.2 9.8c1.4.6 2.2 1.9 2.3 3.7',
  calendar:
    'M3.5 3h9A1.5 1.5 0 0 1 14 4.5v8a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 12.5v-8A1.5 1.5 0 0 1 3.5 3zM2 6.5h12M5 1.5V4M11 1.5V4',
  pulse: 'M1 8.5h2.8l1.9-4.8 3 8.3 2-3.5H15',
  speech: 'M2 3h12v8H8.4L5 13.8V11H2z',
  flask: 'M6 2h4M6.8 2v4.2L2.9 12.6A1 1 0 0 0 3.8 14h8.4a1 1 0 0 0 .9-1.4L9.2 6.2V2M4.7 10h6.6',
  export: 'M8 10V2M5 4.8 8 1.8l3 3M2.5 9.5V14h11V9.5',
  gear: 'M8 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM8 1.5v2.2M8 12.3v2.2M1.5 8h2.2M12.3 8h2.2M3.4 3.4 5 5M11 11l1.6 1.6M12.6 3.4 11 5M5 11l-1.6 1.6',
  site: 'M2.5 14V4.5L8 2l5.5 2.5V14M1 14h14M6.5 14v-3.5h3V14M5.5 7h.01M8 7h.01M10.5 7h.01',
  'up-down': 'm5 6.2 3-3 3 3M5 9.8l3 3 3-3',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.5 10.5 14 14',
  swap: 'M2 5.5h10M9.5 3 12 5.5 9.5 8M14 10.5H4M6.5 8 4 10.5 6.5 13',
  lock: 'M4.5 7h7a1 1 0 0 1 1 1v4.5a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1zM5.5 7V5a2.5 2.5 0 0 1 5 0v2',
  panel:
    'M3 2.5h10A1.5 1.5 0 0 1 14.5 4v8a1.5 1.5 0 0 1-1.5 1.5H3A1.5 1.5 0 0 1 1.5 12V4A1.5 1.5 0 0 1 3 2.5zM10 2.5v11',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1.2v1.3M8 13.5v1.3M1.2 8h1.3M13.5 8h1.3M3.2 3.2l.9.9M11.9 11.9l.9.9M12.8 3.2l-.9.9M4.1 11.9l-.9.9',
  moon: 'M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1z',
  plus: 'M8 3v10M3 8h10',
  close: 'm4 4 8 8M12 4l-8 8',
  tick: 'm2.8 8.4 3.5 3.6 7-8',
  left: 'M10 3.5 5.5 8l4.5 4.5',
  right: 'M6 3.5 10.5 8 6 12.5',
  up: 'M3.5 10 8 5.5l4.5 4.5',
  down: 'M3.5 6 8 10.5 12.5 6',
  warning: 'M8 2.2 14.4 13.4H1.6zM8 6.4v3.2M8 11.5v.01',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.4v3.4M8 5.2v.01',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.6V8l2.3 1.6',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  cloud: 'M4.6 12.5a3.1 3.1 0 0 1-.3-6.2 4 4 0 0 1 7.7 1 2.6 2.6 0 0 1-.4 5.2z',
  'cloud-off': 'M5.6 4.4A4 4 0 0 1 12 7.3a2.6 2.6 0 0 1 1.6 4.4M11.4 12.5H4.6a3.1 3.1 0 0 1-.3-6.2M2 2l12 12',
  refresh: 'M13.5 8a5.5 5.5 0 0 1-10 3.1M2.5 8a5.5 5.5 0 0 1 10-3.1M12.8 1.8v3.3H9.5M3.2 14.2v-3.3h3.3',
  document: 'M3.5 1.8h6L12.5 5v9.2h-9zM9.3 2v3.2h3.1M5.8 8h4.4M5.8 10.8h4.4',
  copy: 'M6 5.5h7.5v8.7H6zM3.5 10.8h-1V1.8H10v1.6',
  review: 'M3 1.8h6.5L13 5.3v8.9H3zM5.6 9l1.7 1.7 3.2-3.4',
  pen: 'm2.5 13.5.8-3.2 7.6-7.6 2.4 2.4-7.6 7.6zM9.3 4.3l2.4 2.4',
  history: 'M2.4 8A5.6 5.6 0 1 0 4 4.1L2.3 5.8M2.3 2.6v3.2h3.2M8 5v3.2l2 1.3',
  trash: 'M2.5 4h11M6 4V2.5h4V4M4 4l.6 9.5h6.8L12 4',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  formula: 'M11.8 4.6V3H4.4l4 5-4 5h7.4v-1.6',
  keyboard:
    'M2 4h12a.5.5 0 0 1 .5.5v7a.5.5 0 0 1-.5.5H2a.5.5 0 0 1-.5-.5v-7A.5.5 0 0 1 2 4zM4.3 6.7h.01M6.8 6.7h.01M9.2 6.7h.01M11.7 6.7h.01M5 9.5h6',
  language:
    'M1.8 3.5h7M5.3 2v1.5M7.6 3.5C7 6.3 5 8.4 2.2 9.5M3.2 5.5c.8 1.8 2.3 3.2 4.3 4M7.8 14l3.2-7.5L14.2 14M8.9 11.5h4.2',
} as const

export type IconName = keyof typeof drawings

/** A drawing without words: it says nothing to assistive technology, so the control around it must. */
export function Icon({ name, className }: { name: IconName; className?: string | undefined }) {
  return (
    <svg className={cx(styles.icon, className)} viewBox="0 0 16 16" aria-hidden="true">
      <path d={drawings[name]} />
    </svg>
  )
}
