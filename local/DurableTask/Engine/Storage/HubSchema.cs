namespace OmniFunctions.Local.DurableTask.Storage;

/// <summary>
/// The tables of all task hubs of a store. Rows that belong to an instance are clustered under its key, so that a turn touches
/// few pages and needs no index but the one on ids.
/// </summary>
internal static class HubSchema
{
    public const string Component = "durabletask";

    public const string Version1 = """
        CREATE TABLE durable_hub (
            hub INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE COLLATE NOCASE,
            next_key INTEGER NOT NULL,
            next_message INTEGER NOT NULL);
        CREATE TABLE durable_instance (
            instance INTEGER PRIMARY KEY,
            hub INTEGER NOT NULL,
            id TEXT NOT NULL,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            execution INTEGER NOT NULL,
            status INTEGER NOT NULL,
            starting INTEGER NOT NULL,
            start_at INTEGER NOT NULL,
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            input TEXT,
            carried BLOB,
            output TEXT,
            failure BLOB,
            custom_status TEXT,
            tags BLOB,
            parent INTEGER,
            parent_execution INTEGER,
            parent_task INTEGER,
            parent_id TEXT,
            parent_name TEXT);
        CREATE UNIQUE INDEX durable_instance_id ON durable_instance (hub, id);
        CREATE INDEX durable_instance_starting ON durable_instance (hub) WHERE starting = 1;
        CREATE INDEX durable_instance_parent ON durable_instance (parent) WHERE parent IS NOT NULL;
        CREATE TABLE durable_history (
            instance INTEGER NOT NULL,
            turn INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (instance, turn)) WITHOUT ROWID;
        CREATE TABLE durable_message (
            target INTEGER NOT NULL,
            message INTEGER NOT NULL,
            execution INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (target, message)) WITHOUT ROWID;
        CREATE TABLE durable_activity (
            instance INTEGER NOT NULL,
            execution INTEGER NOT NULL,
            task INTEGER NOT NULL,
            instance_id TEXT NOT NULL,
            hub INTEGER NOT NULL,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            input TEXT,
            PRIMARY KEY (instance, execution, task)) WITHOUT ROWID;
        CREATE TABLE durable_timer (
            instance INTEGER NOT NULL,
            execution INTEGER NOT NULL,
            task INTEGER NOT NULL,
            due INTEGER NOT NULL,
            PRIMARY KEY (instance, execution, task)) WITHOUT ROWID;
        CREATE TABLE durable_entity (
            entity INTEGER PRIMARY KEY,
            hub INTEGER NOT NULL,
            id TEXT NOT NULL,
            state TEXT,
            modified INTEGER NOT NULL,
            locked_by TEXT,
            locked_key INTEGER);
        CREATE UNIQUE INDEX durable_entity_id ON durable_entity (hub, id);
        CREATE TABLE durable_scheduled_signal (
            signal INTEGER PRIMARY KEY,
            entity INTEGER NOT NULL,
            due INTEGER NOT NULL,
            body BLOB NOT NULL);
        """;

    /// <summary>States that are stored entry by entry.</summary>
    public const string Version2 = """
        CREATE TABLE durable_entity_entry (
            entity INTEGER NOT NULL,
            key TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (entity, key));
        """;
}
