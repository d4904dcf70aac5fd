namespace OmniFunctions.ServiceLevels;

/// <summary>
/// One stretch of open time. It belongs to the date on which it begins, also where it crosses midnight: the night shift of a Friday
/// is worked to its end although the Saturday is a holiday.
/// </summary>
/// <param name="From"><c>HH:mm</c>, included.</param>
/// <param name="To"><c>HH:mm</c> or <c>24:00</c>, not included. At or before <paramref name="From"/> in the day it is the next day's.</param>
public sealed record Period(string From, string To);
