"""Picture files of strangers are opened in a process of their own, which may use little and lives a few seconds."""
