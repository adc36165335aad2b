import {
  createContext,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
  type ReactNode,
} from 'react'
import { stepsOf } from './kbd'

/** A key of the screen that is shown: `mod+K` is Ctrl on Windows and Linux, Command on a Mac. */
export interface KeyBinding {
  /** `Enter`, `n`, `/`, `mod+Enter`, `alt+h`; several mean the same. */
  readonly keys: string | readonly string[]
  /** What it does, as the foot of the screen says it. */
  readonly label: string
  /** Told which of the keys it was. */
  readonly run: (keys: string) => void
  /** False leaves it out of the foot; the list of all keys always has it. */
  readonly hint?: boolean
  /** True when it also works while something is being typed. Keys with `mod` or `alt` always do. */
  readonly whileTyping?: boolean
}

interface Scope {
  readonly bindings: readonly KeyBinding[]
  /** A dialog: while it is open no key of the screen behind it works. */
  readonly modal: boolean
}

const mac = navigator.userAgent.includes('Mac OS')
const list = (keys: string | readonly string[]): readonly string[] => (typeof keys === 'string' ? [keys] : keys)

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && target.type !== 'button' && target.type !== 'submit'))

const pressesItself = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('button, a, summary, [role="menuitem"], [role="option"]') !== null

/** Whether a key event is the one that `keys` names. Alt is matched by position: on a Mac it changes the letter. */
export function matches(event: KeyboardEvent, keys: string): boolean {
  const steps = stepsOf(keys)
  const key = steps.at(-1) ?? ''
  const wants = (name: string) => steps.slice(0, -1).includes(name)
  const mod = mac ? event.metaKey : event.ctrlKey
  const other = mac ? event.ctrlKey : event.metaKey
  if (mod !== wants('mod') || event.altKey !== wants('alt') || other) return false
  const named = key.length > 1
  const letter = /^[a-z]$/i.test(key)
  // The shift of "?" belongs to the layout; the shift of a letter or of Enter means something else.
  if ((named || letter) && event.shiftKey !== wants('shift')) return false
  if (event.altKey && letter) return event.code === `Key${key.toUpperCase()}`
  return named ? event.key === key : event.key.toLowerCase() === key.toLowerCase()
}

class KeyBoard {
  private scopes: readonly Scope[] = []
  private readonly listeners = new Set<() => void>()

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly current = (): readonly Scope[] => this.scopes

  add(scope: Scope): () => void {
    this.set([...this.scopes, scope])
    return () => this.set(this.scopes.filter((other) => other !== scope))
  }

  /** The innermost scope that knows the key runs it; a modal scope lets nothing through to those below. */
  readonly press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return
    const typing = isField(event.target)
    for (const scope of this.scopes.toReversed()) {
      for (const binding of scope.bindings) {
        const hit = list(binding.keys).find((keys) => matches(event, keys))
        if (hit === undefined) continue
        const modified = hit.includes('mod+') || hit.includes('alt+')
        if (typing && !modified && !binding.whileTyping) continue
        if (!modified && (hit === 'Enter' || hit === ' ') && pressesItself(event.target)) continue
        event.preventDefault()
        binding.run(hit)
        return
      }
      if (scope.modal) return
    }
  }

  private set(scopes: readonly Scope[]): void {
    this.scopes = scopes
    for (const listener of this.listeners) listener()
  }
}

const KeysContext = createContext<KeyBoard | undefined>(undefined)

function useKeyBoard(): KeyBoard {
  const board = useContext(KeysContext)
  if (!board) throw new Error('keys are used outside UiRoot')
  return board
}

export function KeysProvider({ children }: { children: ReactNode }) {
  const board = useMemo(() => new KeyBoard(), [])
  useEffect(() => {
    window.addEventListener('keydown', board.press)
    return () => window.removeEventListener('keydown', board.press)
  }, [board])
  return <KeysContext value={board}>{children}</KeysContext>
}

/**
 * Binds keys as long as the caller is on the screen. What is bound last is asked first. Bindings may be made anew at
 * every drawing: the newest ones run, and nothing is registered again unless keys or labels changed.
 */
export function useKeys(bindings: readonly KeyBinding[], options: { readonly modal?: boolean } = {}): void {
  const board = useKeyBoard()
  const latest = useRef(bindings)
  // With what is drawn, not after it: a key does what it would do by the screen that the person sees.
  useLayoutEffect(() => {
    latest.current = bindings
  })
  const { modal = false } = options
  const shape = JSON.stringify(bindings.map(({ keys, label, hint, whileTyping }) => [keys, label, hint, whileTyping]))
  useEffect(
    () =>
      board.add({
        modal,
        bindings: latest.current.map((binding, i) => ({ ...binding, run: (keys) => latest.current[i]?.run(keys) })),
      }),
    [board, modal, shape],
  )
}

/** Every binding that works now, innermost first, each label once. */
export function useActiveKeys(): readonly KeyBinding[] {
  const board = useKeyBoard()
  const scopes = useSyncExternalStore(board.subscribe, board.current)
  return useMemo(() => {
    const seen = new Map<string, KeyBinding>()
    for (const scope of scopes.filter(({ modal }) => !modal).toReversed())
      for (const binding of scope.bindings) if (!seen.has(binding.label)) seen.set(binding.label, binding)
    return [...seen.values()]
  }, [scopes])
}
