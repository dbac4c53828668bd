package io.tidegauge.source;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads what PostgreSQL's EXPLAIN says, in the format for which the JDK brings a parser. */
final class PostgresPlan {
  /** Stands before the statement that is not to be executed. */
  static final String EXPLAIN = "EXPLAIN (VERBOSE, FORMAT XML) ";

  /**
   * A table that is read from its first page to its last.
   *
   * @param filter what its rows must fulfil
   */
  record SeqScan(String schema, String relation, String filter) {}

  private PostgresPlan() {}

  /** The scans of a plan, wherever they stand in it. */
  static List<SeqScan> seqScans(Sql explained, String xml) {
    NodeList plans = parse(explained, xml).getElementsByTagName("Plan");
    List<SeqScan> scans = new ArrayList<>();
    for (int i = 0; i < plans.getLength(); i++) {
      Element plan = (Element) plans.item(i);
      if (text(plan, "Node-Type").equals("Seq Scan")) {
        scans.add(
            new SeqScan(text(plan, "Schema"), text(plan, "Relation-Name"), text(plan, "Filter")));
      }
    }
    return scans;
  }

  /** The text of the plan's own property, not of a plan's below it; empty where it has none. */
  private static String text(Element plan, String property) {
    for (Node child = plan.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child.getNodeName().equals(property)) {
        return child.getTextContent();
      }
    }
    return "";
  }

  private static Element parse(Sql explained, String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(xml)))
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      // Such as a control character in a condition: XML cannot hold it.
      throw new QueryFailedException(
          FailureKind.OTHER,
          explained.what(),
          "the plan cannot be read",
          "",
          Duration.ZERO,
          explained.text(),
          false);
    }
  }
}
