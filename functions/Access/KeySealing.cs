using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Access;

/// <summary>Seals the cookie's keys like everything else that must not be read from a copy of the data folder.</summary>
internal sealed class KeySealing(Sealer sealer) : IXmlEncryptor
{
    public static readonly Place Place = new("DataProtection", "keys", "key", "xml");

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(sealer.Seal(bytes, Place))), typeof(KeyOpening));
    }
}

/// <summary>The other direction. Data Protection makes it by the name it wrote beside the key.</summary>
internal sealed class KeyOpening(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var bytes = services.GetRequiredService<Sealer>().Open(Convert.FromBase64String(encryptedElement.Value), KeySealing.Place);
        return XElement.Parse(System.Text.Encoding.UTF8.GetString(bytes));
    }
}
