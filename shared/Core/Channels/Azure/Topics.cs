namespace OmniFunctions.Channels.Azure;

/// <summary>MQTT topic filters (MQTT 5, section 4.7): <c>+</c> stands for one level, <c>#</c> at the end for any number.</summary>
internal static class Topics
{
    private const int MaxFilters = 50;

    /// <param name="filters">Separated by spaces or commas.</param>
    internal static bool Matches(string filters, string topic) =>
        filters.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Take(MaxFilters).Any(filter => MatchesOne(filter, topic));

    private static bool MatchesOne(string filter, string topic)
    {
        var wanted = filter.Split('/');
        var levels = topic.Split('/');
        for (var at = 0; at < wanted.Length; at++)
        {
            if (wanted[at] == "#")
            {
                return at == wanted.Length - 1;
            }

            if (at >= levels.Length || (wanted[at] != "+" && wanted[at] != levels[at]))
            {
                return false;
            }
        }

        return wanted.Length == levels.Length;
    }
}
