import './trusted-types'
import '#shared/no-eval'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Provider } from 'react-redux'
import { App } from './app/App'
import { HostContext } from './app/host-context'
import { makeStore } from './app/store'
import { openData } from './data/connect'
import { DataProvider } from './data/hooks'
import { hostHere } from './host/here'
import { speak } from './ui/language'

const host = hostHere()
const store = makeStore()
speak(store.getState().preferences.language)
// Where the page came from is where its server is: Electron passes these calls on to the server it was given.
const data = openData({ server: `${location.protocol}//${location.host}`, host })

/** A log line holds the kind of what happened, never its text: that could hold a value. */
const note = (error: unknown) => console.error('screen stopped:', error instanceof Error ? error.name : typeof error)

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root, { onCaughtError: note, onUncaughtError: note, onRecoverableError: note }).render(
  <StrictMode>
    <HostContext value={host}>
      <DataProvider data={data}>
        <Provider store={store}>
          <App />
        </Provider>
      </DataProvider>
    </HostContext>
  </StrictMode>,
)
