namespace OmniFunctions.Tests.Crash.Disk;

/// <summary>How the disk may have treated what nobody had flushed when the power went.</summary>
internal enum Loss
{
    /// <summary>All of it was kept: the process was killed and the machine lives on.</summary>
    Nothing,

    /// <summary>In order up to some write, of which only some sectors arrived.</summary>
    TornEnd,

    /// <summary>Any of the writes, any sectors of each, in no order.</summary>
    Anything,

    /// <summary>None of it arrived.</summary>
    Everything,
}

/// <summary>
/// Follows a recorded run and says at any step what the disk may hold if the power goes there: everything up to a file's last finished
/// flush, and of what came later whatever the <see cref="Loss"/> allows. A sector of 512 bytes is written whole or not at all.
/// Names are kept in the order they were made, as a journalling file system does, and surely once the folder was flushed.
/// Not modelled: a disk that lies about its flushes, and sectors that were at rest and rot (F15 is for those).
/// </summary>
internal sealed class PowerCut(Random random)
{
    private const int SectorBytes = 512;
    private readonly List<DiskStep> names = [];
    private readonly Dictionary<string, Content> keptNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Content> nowNames = new(StringComparer.Ordinal);
    private readonly Dictionary<DiskStep.Created, Content> made = new(ReferenceEqualityComparer.Instance);

    public HashSet<long> Acknowledged { get; } = [];

    public void Follow(DiskStep step)
    {
        switch (step)
        {
            case DiskStep.Created created:
                made[created] = nowNames[created.File] = new Content();
                names.Add(created);
                break;
            case DiskStep.Deleted deleted:
                nowNames.Remove(deleted.File);
                names.Add(deleted);
                break;
            case DiskStep.Wrote wrote:
                nowNames[wrote.File].Pending.Add(wrote);
                break;
            case DiskStep.Truncated truncated:
                nowNames[truncated.File].Pending.Add(truncated);
                break;
            case DiskStep.Flushed flushed:
                // The file may have lost its name meanwhile, and then nobody will look for it.
                if (nowNames.TryGetValue(flushed.File, out var content)) content.Flush();
                break;
            case DiskStep.FolderFlushed:
                foreach (var name in names) Rename(keptNames, name);
                names.Clear();
                break;
            case DiskStep.Acknowledged acknowledged:
                Acknowledged.Add(acknowledged.Number);
                break;
            default:
                throw new InvalidOperationException($"No rule for {step.GetType().Name}.");
        }
    }

    /// <summary>Writes into a new folder what the disk may hold now.</summary>
    public void Write(string folder, Loss loss)
    {
        Directory.CreateDirectory(folder);
        var found = new Dictionary<string, Content>(keptNames, StringComparer.Ordinal);
        var keptOfNames = loss switch { Loss.Nothing => names.Count, Loss.Everything => 0, _ => random.Next(names.Count + 1) };
        foreach (var name in names.Take(keptOfNames)) Rename(found, name);
        foreach (var (name, content) in found) File.WriteAllBytes(Path.Combine(folder, name), Survivors(content, loss));
    }

    private void Rename(Dictionary<string, Content> into, DiskStep step)
    {
        if (step is DiskStep.Created created) into[created.File] = made[created];
        else if (step is DiskStep.Deleted deleted) into.Remove(deleted.File);
    }

    private byte[] Survivors(Content content, Loss loss)
    {
        var image = new Image(content.Flushed);
        var (last, writeChance, sectorChance) = loss switch
        {
            Loss.TornEnd => (random.Next(content.Pending.Count + 1), 1.0, 1.0),
            Loss.Anything => (content.Pending.Count, random.NextDouble(), random.Next(2) == 0 ? 1.0 : random.NextDouble()),
            Loss.Everything => (0, 0.0, 0.0),
            _ => (content.Pending.Count, 1.0, 1.0),
        };
        for (var i = 0; i < last; i++)
            if (writeChance >= 1 || random.NextDouble() < writeChance)
                Apply(image, content.Pending[i], sectorChance);
        if (loss == Loss.TornEnd && last < content.Pending.Count) Apply(image, content.Pending[last], random.NextDouble());
        return image.ToArray();
    }

    private void Apply(Image image, DiskStep step, double sectorChance)
    {
        if (step is DiskStep.Truncated truncated)
        {
            image.SetLength(truncated.Length);
            return;
        }

        var wrote = (DiskStep.Wrote)step;
        for (var start = 0; start < wrote.Data.Length;)
        {
            var end = (int)Math.Min(wrote.Data.Length, start + SectorBytes - ((wrote.Offset + start) % SectorBytes));
            if (sectorChance >= 1 || random.NextDouble() < sectorChance) image.Write(wrote.Offset + start, wrote.Data.AsSpan(start, end - start));
            start = end;
        }
    }

    private sealed class Content
    {
        public Image Flushed { get; private set; } = new(null);

        public List<DiskStep> Pending { get; } = [];

        public void Flush()
        {
            foreach (var step in Pending)
                if (step is DiskStep.Wrote wrote) Flushed.Write(wrote.Offset, wrote.Data);
                else if (step is DiskStep.Truncated truncated) Flushed.SetLength(truncated.Length);
            Pending.Clear();
        }
    }

    private sealed class Image
    {
        private readonly MemoryStream bytes = new();

        public Image(Image? start)
        {
            start?.bytes.WriteTo(bytes);
        }

        public void Write(long offset, ReadOnlySpan<byte> data)
        {
            bytes.Position = offset;
            bytes.Write(data);
        }

        public void SetLength(long length) => bytes.SetLength(length);

        public byte[] ToArray() => bytes.ToArray();
    }
}
