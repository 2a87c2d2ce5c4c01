/**
 * Runs in the harness's page (kept as plain JavaScript: it goes there as text). Plays the webview: loads a renderer,
 * hands it output items, passes messages, changes the theme.
 */
(() => {
  let api;
  let state;
  const listeners = new Set();
  document.addEventListener('securitypolicyviolation', (event) =>
    console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
  );
  const messaging = {
    // As JSON, like the real one: a typed array would arrive as an object.
    postMessage: (message) => window.nnbookPost(JSON.parse(JSON.stringify(message))),
    onDidReceiveMessage(listener) {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
  };
  window.harness = {
    async activate(url, on) {
      const module = await import(url);
      api = module.activate({
        workspace: { isTrusted: true },
        setState(next) {
          state = next;
        },
        getState: () => state,
        ...(on ? messaging : {}),
      });
    },
    show(id, mime, b64) {
      let element = document.getElementById(id);
      if (element === null) {
        element = document.createElement('div');
        element.id = id;
        document.getElementById('container').append(element);
      }
      // An offset that is no multiple of four: outputs may be slices of a larger buffer.
      const binary = atob(b64);
      const bytes = new Uint8Array(binary.length + 3).subarray(3);
      for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
      const start = performance.now();
      api.renderOutputItem({ id, mime, data: () => bytes }, element, new AbortController().signal);
      return performance.now() - start;
    },
    dispose(id) {
      api.disposeOutputItem(id);
      if (id !== undefined) document.getElementById(id)?.remove();
    },
    deliver(message) {
      for (const listener of [...listeners]) listener(message);
    },
    theme(classes, kind, vars) {
      document.documentElement.style.cssText = Object.entries(vars)
        .map(([name, value]) => `--vscode-${name}:${value}`)
        .join(';');
      document.body.className = classes;
      document.body.dataset.vscodeThemeKind = kind;
    },
  };
})();
