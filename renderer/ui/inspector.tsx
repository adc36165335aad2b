import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { IconButton } from './button'
import styles from './inspector.module.css'
import { Kbd } from './kbd'
import { useTexts } from './language'
import { uiTexts } from './texts'

interface InspectorState {
  readonly open: boolean
  /** True when the screen has something to show in it. */
  readonly filled: boolean
  readonly setOpen: (open: boolean) => void
}

interface InspectorSlot extends InspectorState {
  readonly slot: HTMLElement | null
  readonly setSlot: (slot: HTMLElement | null) => void
  readonly fill: () => () => void
}

const InspectorContext = createContext<InspectorSlot | undefined>(undefined)

export function InspectorProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const [slot, setSlot] = useState<HTMLElement | null>(null)
  const [fillings, setFillings] = useState(0)
  const value = useMemo(
    () => ({
      open,
      setOpen,
      slot,
      setSlot,
      filled: fillings > 0,
      fill: () => {
        setFillings((count) => count + 1)
        return () => setFillings((count) => count - 1)
      },
    }),
    [open, slot, fillings],
  )
  return <InspectorContext value={value}>{children}</InspectorContext>
}

function useSlot(): InspectorSlot {
  const value = useContext(InspectorContext)
  if (!value) throw new Error('the inspector is used outside UiRoot')
  return value
}

/** Whether the inspector is open, and the way to open it: a screen may do so for the thing a person asked about. */
export const useInspector = (): InspectorState => useSlot()

/** The right pane of the frame. Beside the work where there is room, over empty space where there is not. */
export function InspectorPane() {
  const { open, filled, setSlot } = useSlot()
  const say = useTexts(uiTexts)
  return (
    <aside
      ref={setSlot}
      className={styles.pane}
      hidden={!open || !filled}
      aria-label={say('inspector')}
      tabIndex={-1}
    />
  )
}

interface InspectorProps {
  readonly title: string
  readonly subtitle?: string
  readonly children: ReactNode
}

/** What a screen shows in the inspector: everything about the thing that has focus. */
export function Inspector({ title, subtitle, children }: InspectorProps) {
  const { slot, fill, setOpen } = useSlot()
  const say = useTexts(uiTexts)
  useEffect(fill, [fill])
  if (!slot) return null
  return createPortal(
    <>
      <header className={styles.head}>
        <div className={styles.names}>
          <h2 className={styles.name}>{title}</h2>
          {subtitle !== undefined && <p className={styles.name}>{subtitle}</p>}
        </div>
        <Kbd keys="mod+i" />
        <IconButton icon="close" label={say('close')} onClick={() => setOpen(false)} />
      </header>
      {children}
    </>,
    slot,
  )
}

interface SectionProps {
  readonly title: string
  /** Beside the heading: a count, a unit, a key. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

export function InspectorSection({ title, aside, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <h3 className={styles.sectionHead}>
        {title}
        {aside !== undefined && <span className={styles.aside}>{aside}</span>}
      </h3>
      {children}
    </section>
  )
}
