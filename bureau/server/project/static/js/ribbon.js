// The button on the ribbon; the name stands in manifest.xml.
async function hrparkReview(event) {
  const auth = await globalThis.getAuth();
  await xlwings.runPython({
    scriptName: "review",
    auth: auth.token,
    headers: { "Auth-Provider": auth.provider },
  });
  globalThis.dispatchEvent(new Event("hrpark-reviewed"));
  event.completed();
}
Office.actions.associate("hrpark-review", hrparkReview);
