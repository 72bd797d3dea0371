/* global SwaggerUIBundle */
// The page's own script: its content policy allows no inline ones.
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  displayOperationId: true,
  persistAuthorization: false,
  tryItOutEnabled: true,
});
