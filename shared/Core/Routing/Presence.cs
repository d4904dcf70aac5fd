namespace OmniFunctions.Routing;

public enum Presence
{
    Offline,
    Away,
    Online,
}
