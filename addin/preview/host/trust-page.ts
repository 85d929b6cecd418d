/**
 * Where a page without https serves office.js from itself, office.js opens this address beside its own file, in a
 * hidden iframe, to ask whether the user trusts the application around the pane. Served under https it never asks.
 */
export const trustPagePath = "AgaveErrorUX/index.html";

/** The answer for a preview on one's own machine: yes, to pages of the same origin only. */
export const trustPage = `<!doctype html>
<html lang="es">
<title>Confianza</title>
<script>
addEventListener("message", (event) => {
  if (event.origin === location.origin && event.source === parent) {
    parent.postMessage(JSON.stringify({ hostUserTrusted: true }), event.origin);
  }
});
</script>
</html>
`;
