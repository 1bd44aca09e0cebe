// "validatorUrl: null" keeps the page from sending the document to a validator on the internet.
SwaggerUIBundle({
  url: new URL("documentation/json", document.baseURI).href,
  dom_id: "#api",
  deepLinking: true,
  displayRequestDuration: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout"
});
