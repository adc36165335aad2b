import styles from './kbd.module.css'

const mac = navigator.userAgent.includes('Mac OS')

const names: Readonly<Record<string, string>> = {
  mod: mac ? '⌘' : 'Ctrl',
  alt: mac ? '⌥' : 'Alt',
  shift: mac ? '⇧' : 'Shift',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
}

/** The keys of `mod+Enter`, of `+` and of `mod++`: a plus at the end is the key itself. */
export const stepsOf = (keys: string): readonly string[] => keys.split(/\+(?!$)/)

/** `mod+Enter` as the keys of this machine are called: "Ctrl Enter", "⌘ Enter". */
export const keyName = (keys: string): string =>
  stepsOf(keys)
    .map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join(' ')

/** One or several keys, drawn as keys. */
export function Kbd({ keys }: { keys: string | readonly string[] }) {
  const list = typeof keys === 'string' ? [keys] : keys
  return (
    <span className={styles.keys}>
      {list.map((key) => (
        <kbd key={key} className={styles.kbd}>
          {keyName(key)}
        </kbd>
      ))}
    </span>
  )
}
