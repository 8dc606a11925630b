import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules/"] },
  js.configs.recommended,
  tseslint.configs.recommended,
  {
    files: ["public/**/*.js"],
    languageOptions: {
      globals: {
        addEventListener: "readonly",
        clients: "readonly",
        document: "readonly",
        location: "readonly",
      },
    },
  },
);
