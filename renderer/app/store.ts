import { configureStore, createSlice, type PayloadAction } from '@reduxjs/toolkit'
import { useDispatch, useSelector } from 'react-redux'
import type { Alerts } from '#shared/alerts/protocol'
import type { SiteInfo } from '#shared/protocol'
import type { Session, SyncStatus } from '../data/door'
import { type Handed, handedAtStart, keepHanded } from './handed'
import { keepPreferences, preferencesAtStart, type Preferences } from './preferences'

/** Nothing clinical lives here: who is signed in, where they may go, how lists are filtered, how the exchange stands. */

export type SessionState =
  | { readonly phase: 'out' }
  /** Everything is hidden; `userName` is who may come back with their password alone. */
  | { readonly phase: 'locked'; readonly userName: string }
  | { readonly phase: 'in'; readonly session: Session }

const session = createSlice({
  name: 'session',
  initialState: (): SessionState => ({ phase: 'out' }),
  reducers: {
    signedIn: (_, { payload }: PayloadAction<Session>): SessionState => ({ phase: 'in', session: payload }),
    locked: (state): SessionState =>
      state.phase === 'in' ? { phase: 'locked', userName: state.session.user.userName } : state,
    granted: (state, { payload }: PayloadAction<Session['grants']>): SessionState =>
      state.phase === 'in' ? { phase: 'in', session: { ...state.session, grants: payload } } : state,
    handedOver: (): SessionState => ({ phase: 'out' }),
  },
})

export type Leaving = 'lock' | 'handOver'

export type ParticipantFilter = 'all' | 'due' | 'overdue' | 'check' | 'queries' | 'unsent' | `arm:${string}`

interface Filters {
  readonly participants: ParticipantFilter
  readonly participantText: string
  /** Key of the line someone came from, to come back to. */
  readonly participantAt?: string
  /** Undefined: what the person's role begins with. */
  readonly queries?: 'open' | 'answered' | 'contested' | 'proposed'
}

const noFilters: Filters = { participants: 'all', participantText: '' }

const filters = createSlice({
  name: 'filters',
  initialState: (): Filters => noFilters,
  reducers: {
    filtered: (state, { payload }: PayloadAction<Partial<Filters>>) => ({ ...state, ...payload }),
  },
  // The next person begins with their own view.
  extraReducers: (builder) => builder.addCase(session.actions.handedOver, () => noFilters),
})

interface Exchange {
  readonly status: SyncStatus | undefined
  /** Sites this person may see, as this device knows them; undefined until it was asked. */
  readonly sites: readonly SiteInfo[] | undefined
}

const exchange = createSlice({
  name: 'exchange',
  initialState: (): Exchange => ({ status: undefined, sites: undefined }),
  reducers: {
    statusCame: (state, { payload }: PayloadAction<SyncStatus>): Exchange => ({ ...state, status: payload }),
    sitesCame: (state, { payload }: PayloadAction<readonly SiteInfo[]>): Exchange => ({ ...state, sites: payload }),
  },
  extraReducers: (builder) =>
    builder.addCase(session.actions.handedOver, (): Exchange => ({ status: undefined, sites: undefined })),
})

/** What the server told the person that they have to look at; undefined until it has answered. */
const alerts = createSlice({
  name: 'alerts',
  initialState: (): { readonly told: Alerts | undefined } => ({ told: undefined }),
  reducers: {
    alertsCame: (_, { payload }: PayloadAction<Alerts>) => ({ told: payload }),
  },
  extraReducers: (builder) =>
    builder
      .addCase(session.actions.locked, () => ({ told: undefined }))
      .addCase(session.actions.handedOver, () => ({ told: undefined })),
})

const preferences = createSlice({
  name: 'preferences',
  initialState: preferencesAtStart,
  reducers: {
    preferred: (state, { payload }: PayloadAction<Partial<Preferences>>): Preferences => ({ ...state, ...payload }),
  },
})

/** Set while the device is in the hands of a participant; outlives locks and restarts until staff take it back. */
const kiosk = createSlice({
  name: 'kiosk',
  initialState: (): { readonly handed: Handed | undefined } => ({ handed: handedAtStart() }),
  reducers: {
    handed: (_, { payload }: PayloadAction<Handed>) => ({ handed: payload }),
    answering: (state, { payload }: PayloadAction<Partial<Pick<Handed, 'form' | 'item' | 'language' | 'large'>>>) =>
      state.handed ? { handed: { ...state.handed, ...payload } } : state,
    takenBack: () => ({ handed: undefined }),
  },
})

/** Set while somebody wants to leave and is asked whether what could not be saved may be lost. */
const leaving = createSlice({
  name: 'leaving',
  initialState: (): { readonly how: Leaving | undefined } => ({ how: undefined }),
  reducers: {
    leaveAsked: (_, { payload }: PayloadAction<Leaving | undefined>) => ({ how: payload }),
  },
  extraReducers: (builder) =>
    builder
      .addCase(session.actions.locked, () => ({ how: undefined }))
      .addCase(session.actions.handedOver, () => ({ how: undefined })),
})

export const { signedIn, granted, locked, handedOver } = session.actions
export const { handed, answering, takenBack } = kiosk.actions
export const { filtered } = filters.actions
export const { statusCame, sitesCame } = exchange.actions
export const { alertsCame } = alerts.actions
export const { preferred } = preferences.actions
export const { leaveAsked } = leaving.actions

export function makeStore() {
  const store = configureStore({
    reducer: {
      session: session.reducer,
      filters: filters.reducer,
      exchange: exchange.reducer,
      alerts: alerts.reducer,
      preferences: preferences.reducer,
      kiosk: kiosk.reducer,
      leaving: leaving.reducer,
    },
  })
  let kept = store.getState()
  store.subscribe(() => {
    const now = store.getState()
    if (now.preferences !== kept.preferences) keepPreferences(now.preferences)
    if (now.kiosk !== kept.kiosk) keepHanded(now.kiosk.handed)
    kept = now
  })
  return store
}

export type AppStore = ReturnType<typeof makeStore>
export type AppState = ReturnType<AppStore['getState']>

export const useAppSelector = useSelector.withTypes<AppState>()
export const useAppDispatch = useDispatch.withTypes<AppStore['dispatch']>()

/** The person at the screen. Only behind the sign-in. */
export function useSession(): Session {
  const state = useAppSelector(({ session }) => session)
  if (state.phase !== 'in') throw new Error('nobody is signed in')
  return state.session
}
