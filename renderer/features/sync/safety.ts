import type { SyncStatus } from '../../data/door'
import type { TextKey } from '../../ui/language'
import type { NoticeTone } from '../../ui/notice'
import type { syncTexts } from './texts'

type Key = TextKey<keyof typeof syncTexts.en>

/** The answer to "is my work safe?": one sentence, what it means, and why an exchange failed if one did. */
export interface Safety {
  readonly tone: NoticeTone
  readonly sentence: Key
  readonly meaning: Key
  readonly why: Key | undefined
}

/** `unsaved` entries stand on the screen and could not be stored. */
export function safetyOf(status: SyncStatus, unsaved: number): Safety {
  if (unsaved > 0) return { tone: 'stop', sentence: 'unsaved', meaning: 'unsavedText', why: undefined }
  const why = status.state === 'trouble' ? whyOf(status.trouble) : undefined
  // Nobody is told that all is well while something of theirs cannot be sent.
  if (status.waiting === 0 && status.refused > 0)
    return { tone: 'check', sentence: 'refusedSome', meaning: 'refusedMeaning', why: undefined }
  if (status.waiting === 0 && status.files) return { tone: 'device', sentence: 'filesHere', meaning: 'filesText', why }
  if (status.waiting === 0) {
    const offline = status.state === 'offline' || status.state === 'signed-out'
    const meaning = why ? 'idleTrouble' : offline ? 'allSentOffline' : 'allSentText'
    return { tone: 'good', sentence: 'allSent', meaning, why }
  }
  const here = (tone: NoticeTone, meaning: Key): Safety => ({ tone, sentence: 'safeHere', meaning, why })
  switch (status.state) {
    case 'offline':
      return here('device', 'offlineText')
    case 'syncing':
      return here('device', 'sendingText')
    case 'idle':
      return here('device', 'waitingText')
    case 'signed-out':
      return here('check', 'signedOutText')
    case 'trouble':
      return here('check', 'troubleText')
  }
}

/** What went wrong, as far as the person can do something about it; the rest is one sentence. */
const reasons: Readonly<Record<string, Key>> = {
  unreachable: 'why-unreachable',
  misunderstood: 'why-misunderstood',
  storage: 'why-storage',
  'other-person': 'why-other-person',
  'signed-out': 'why-signed-out',
  regrant: 'why-signed-out',
  revoked: 'why-revoked',
  'not-allowed': 'why-not-allowed',
  'app-too-old': 'why-app-too-old',
  unavailable: 'why-unavailable',
  'too-many': 'why-unavailable',
  internal: 'why-unavailable',
}

const whyOf = (code: string | undefined): Key => reasons[code ?? ''] ?? 'why-check'
